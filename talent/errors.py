"""The one exception a reader can act on; everything else is a bug and is let through."""


class TalentError(Exception):
    """Something a reader can act on, said in their language by `i18n.message`.

    `key` names a sentence in `talent/strings/*.toml` (section `error`); `fields` fill it.
    """

    def __init__(self, key: str, **fields: object) -> None:
        self.key = key
        self.fields = fields
        super().__init__(f"{key}: {fields}")
