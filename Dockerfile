# The relay on Microsoft's image of the Functions host, for Azure Container Apps and for Kubernetes.
# docs/containers.md says how to run it. .dockerignore lets the same files through as .funcignore.
FROM mcr.microsoft.com/azure-functions/python:4-python3.11

# Threads as in local.settings.example.json: here all functions share one process.
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    AzureWebJobsDisableHomepage=true \
    FUNCTIONS_WORKER_RUNTIME=python \
    PYTHON_THREADPOOL_THREAD_COUNT=176

COPY requirements.txt /home/site/wwwroot/
RUN pip install --no-cache-dir --require-hashes --requirement /home/site/wwwroot/requirements.txt

COPY function_app.py host.json /home/site/wwwroot/
COPY shared /home/site/wwwroot/shared
