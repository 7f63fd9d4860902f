//! (c) Memory and start with 1, 100 and 1,000 tenants.

use std::time::Instant;

use anyhow::{Result, ensure};

use crate::{
    Options, process,
    report::{Need, Report},
    town,
};

/// What each further tenant may take.
const KIB_EACH: f64 = 150.0;
/// In which a start has to be over.
const START_SECONDS: f64 = 5.0;

pub(crate) fn measure(options: &Options, report: &mut Report) -> Result<()> {
    let counts = if options.quick {
        [1, 50, 200]
    } else {
        [1, 100, 1_000]
    };
    let mut alone = None;
    for count in counts {
        let house = town::house(count)?;
        // The first start writes the content databases, every later one finds them.
        for start in ["first start", "later start"] {
            let begin = Instant::now();
            let server = house.serve()?;
            let seconds = begin.elapsed().as_secs_f64();
            let need = if count == counts[2] {
                Need::AtMost(START_SECONDS)
            } else {
                Need::Nothing
            };
            report.value(&format!("{start} with {count} tenants"), seconds, "s", need);
            let last = server.get(&town::host(count - 1), "/")?;
            ensure!(
                last.status == 200,
                "the last tenant answers {}",
                last.status
            );
            if start == "first start" {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "a program has far fewer KiB")]
            let memory = process::memory(server.pid())? as f64;
            report.value(
                &format!("memory with {count} tenants"),
                memory / 1024.0,
                "MiB",
                Need::Nothing,
            );
            match alone {
                None => alone = Some(memory),
                #[expect(clippy::cast_precision_loss, reason = "there are at most 1,000")]
                Some(alone) => report.value(
                    &format!("memory of each tenant beyond the first, of {count}"),
                    (memory - alone) / (count - 1) as f64,
                    "KiB",
                    Need::AtMost(KIB_EACH),
                ),
            }
        }
    }
    Ok(())
}
