"""Statistics worked out by hand, and what may be published attacked."""
