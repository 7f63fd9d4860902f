/// The part of an address that stands for an Italian name: `Mobilità e trasporti`, `mobilita-e-trasporti`.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' => slug.push('a'),
            'è' | 'é' => slug.push('e'),
            'ì' => slug.push('i'),
            'ò' => slug.push('o'),
            'ù' => slug.push('u'),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_becomes_a_part_of_an_address() {
        for (name, slug) in [
            ("Mobilità e trasporti", "mobilita-e-trasporti"),
            ("Salute, benessere", "salute-benessere"),
            ("  Città (2026)! ", "citta-2026"),
            ("?", ""),
        ] {
            assert_eq!(super::slug(name), slug);
        }
    }
}
