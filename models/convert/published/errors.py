"""What ends the command with words instead of a traceback."""


class Refused(Exception):
    """Files that are not there or are not what they must be; the text is for the person who gave them."""
