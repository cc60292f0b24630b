"""The product in Python: it runs in the browser and natively, the same code."""
