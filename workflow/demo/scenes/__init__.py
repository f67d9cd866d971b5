"""The scenes that plots are put together from: what one office does in a case, in words that it would use.

Each comes some working days after the one before, as many as that office usually takes.
"""
