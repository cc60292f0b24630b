"""The numbers and codes of medical billing, one module each.

Every module has the same four functions:

`compact(text)`   the identifier without the spaces and dashes people type
`validate(text)`  the compact form; raises `UserMistake` that says what is doubtful
`is_valid(text)`  whether `validate` accepts it
`format(text)`    the form that belongs in a letter; text that is not valid comes back trimmed

A form that is right says nothing about whether the number was ever issued. Refusing a correct
number is worse than passing a wrong one, so callers turn what `validate` raises into a warning.
"""
