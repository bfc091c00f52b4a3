//! The parts that pages are made of. Style sheets below `style/parts/` go by the parts' class names.

use leptos::prelude::{AnyView, IntoAny};

mod allowance;
mod answers;
mod error_notice;
mod forms;
mod icons;
mod links;
mod notices;
mod page_head;
mod text;
mod times;

pub use allowance::RemainingAllowance;
pub use answers::{Answer, Freshness, Section, SideSection};
pub use error_notice::ErrorNotice;
pub use forms::{ActionForm, Button, Lineage, RefreshForm, SignInForm, SignOutForm};
pub use icons::{Avatar, ForkCount, Icon, IconKind, StarCount};
pub use links::{ButtonLink, ExternalLink, InstallationsLink, Pager};
pub use notices::{Badge, EmptyState, FlashNotice, FlashText, KeptBack, Notice, Tone};
pub use page_head::{PageHeading, PageMeta, Script};
pub use text::{Count, Fact, FactText, Isolated, ScopeList, Scopes};
pub use times::{Age, Countdown, time_left};

/// Collects views into a list whose type does not depend on theirs: Leptos compiles some two hundred functions for each
/// kind of list.
pub trait CollectAny {
    fn collect_any(self) -> Vec<AnyView>;
}

impl<I: Iterator<Item: IntoAny>> CollectAny for I {
    fn collect_any(self) -> Vec<AnyView> {
        self.map(IntoAny::into_any).collect()
    }
}
