"""What the city does by the clock, without anybody asking: jobs that are looked at again and again.

A job asks the database itself whether it is due, under a lock, so that any number of workers do it once.
"""
