/// What a language calls itself, for the links that switch to it. The code itself if it is not here.
pub(crate) fn own_name(code: &str) -> &str {
    match code.split('-').next().unwrap_or(code) {
        "ar" => "العربية",
        "de" => "Deutsch",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "fur" => "Furlan",
        "it" => "Italiano",
        "lld" => "Ladin",
        "ro" => "Română",
        "sc" => "Sardu",
        "sl" => "Slovenščina",
        "sq" => "Shqip",
        "uk" => "Українська",
        "zh" => "中文",
        _ => code,
    }
}
