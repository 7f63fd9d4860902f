/// A Markdown table that grows by rows.
pub(crate) struct Table(String);

impl Table {
    pub(crate) fn new<const N: usize>(columns: [&str; N]) -> Self {
        let mut table = Self(String::new());
        table.line(columns.map(str::to_owned));
        table.0.push_str(&"|---".repeat(N));
        table.0.push_str("|\n");
        table
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.line(cells.map(|cell| cell.replace('|', "\\|").replace('\n', " ")));
    }

    fn line<const N: usize>(&mut self, cells: [String; N]) {
        for cell in cells {
            self.0.push_str("| ");
            self.0.push_str(&cell);
            self.0.push(' ');
        }
        self.0.push_str("|\n");
    }

    /// The table, with an empty line after it.
    pub(crate) fn end(mut self) -> String {
        self.0.push('\n');
        self.0
    }
}

/// As code.
pub(crate) fn code(text: &str) -> String {
    format!("`{text}`")
}
