"""What each panel of a case shows: plain values for the components, out of a case as its reader may see it.

Every function takes an `OpenCase`, so nothing can be shown that `workflow.cases` keeps from this reader.
"""
