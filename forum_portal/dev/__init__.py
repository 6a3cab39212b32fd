"""The two commands of this house, ``run`` and ``test``, and their smaller siblings."""
