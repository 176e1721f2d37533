"""What the ward knows: content, Vietnamese text, matching and answers. No telegram, no clock, no network."""
