"""Which events exist, what each must look like, and how a posted body becomes events. No I/O."""
