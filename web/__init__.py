"""The counter: pages, forms and the command line over the machinery."""
