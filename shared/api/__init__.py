"""The HTTP API: a module of handlers for each resource, without the Functions SDK.

A handler takes the app and a request and returns a response. It parses the request, asks one of
the app's services, and makes the response of a model in `responses`. Rules about webhooks,
events and deliveries are in the packages of those services.
"""
