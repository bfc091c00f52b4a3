//! The parts that pages are made of. Style sheets below `style/parts/` go by the parts' class names.

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
pub use times::{Age, Countdown};
