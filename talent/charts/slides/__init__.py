"""Pictures on slides: native charts and tables that PowerPoint and WPS can edit, and their words."""
