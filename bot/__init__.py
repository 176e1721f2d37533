"""The conversation: the only room that speaks Telegram, and the place where everything is wired."""
