use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::search::FacetCount;
use crate::search::index::decode;

/// Name of the column in the index.
const COLUMN: &str = "facets";

/// Counts how many of the matches have each facet.
pub(crate) struct FacetCounts;

/// The counts of one segment, by the facet's number in it.
pub(crate) struct SegmentCounts {
    column: Option<StrColumn>,
    counts: Vec<u32>,
}

/// The largest counts first, and equal ones by name.
pub(crate) fn most_frequent(counts: HashMap<String, u32>, most: usize) -> Vec<FacetCount> {
    let mut counts: Vec<_> = counts
        .into_iter()
        .map(|(term, count)| FacetCount {
            facet: decode(&term),
            count,
        })
        .collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.facet.cmp(&b.facet)));
    counts.truncate(most);
    counts
}

impl Collector for FacetCounts {
    type Fruit = HashMap<String, u32>;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let column = segment.fast_fields().str(COLUMN)?;
        let terms = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(SegmentCounts {
            column,
            counts: vec![0; terms],
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<HashMap<String, u32>>,
    ) -> tantivy::Result<HashMap<String, u32>> {
        let mut counts = HashMap::new();
        for (term, count) in segments.into_iter().flatten() {
            *counts.entry(term).or_default() += count;
        }
        Ok(counts)
    }
}

impl SegmentCollector for SegmentCounts {
    type Fruit = HashMap<String, u32>;

    fn collect(&mut self, document: DocId, _: Score) {
        let Some(column) = &self.column else { return };
        for term in column.term_ords(document) {
            if let Some(count) = usize::try_from(term)
                .ok()
                .and_then(|term| self.counts.get_mut(term))
            {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> HashMap<String, u32> {
        let Some(column) = self.column else {
            return HashMap::new();
        };
        let counted = (0_u64..).zip(self.counts).filter(|(_, count)| *count > 0);
        counted
            .filter_map(|(term, count)| {
                let mut text = String::new();
                // The column lies in memory: reading it does not fail.
                column
                    .ord_to_str(term, &mut text)
                    .ok()?
                    .then_some((text, count))
            })
            .collect()
    }
}
