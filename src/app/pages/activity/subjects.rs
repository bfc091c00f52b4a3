//! What events are about: repositories, issues and pull requests.

use gatehouse_model::Event;
use leptos::prelude::*;

use crate::app::{
    bidi::{isolated, non_blank},
    components::{ExternalLink, Isolated},
    i18n::t,
};

/// The repository of an event, linked to GitHub.
#[derive(Clone)]
pub struct RepositoryLink {
    github_url: String,
    /// None if GitHub does not name it.
    name: Option<String>,
}

impl RepositoryLink {
    pub fn new(event: &Event, github_url: String) -> Self {
        Self { github_url, name: non_blank(Some(&event.repository)) }
    }

    /// Its name, linked if GitHub says it.
    pub fn link(&self) -> AnyView {
        match &self.name {
            Some(name) => self.page(name.clone()),
            None => t!(activity.some_repository).into_any(),
        }
    }

    /// A link to an account or a repository by its name.
    pub fn page(&self, name: String) -> AnyView {
        linked(format!("{}/{name}", self.github_url), name)
    }
}

/// An issue or a pull request, linked to GitHub.
#[derive(Clone)]
pub struct WorkItem {
    /// None if GitHub does not say its number or its repository.
    href: Option<String>,
    name: String,
}

impl WorkItem {
    /// By number and title, as far as GitHub says them.
    pub fn pull_request(repository: &RepositoryLink, number: Option<u64>, title: Option<&str>) -> Self {
        let name = match number_and_title(number, title) {
            Some(name) => t!(activity.subject.pull_request, name = name),
            None => t!(activity.subject.some_pull_request),
        };
        Self { href: href(repository, "pull", number), name }
    }

    /// By number and title, as far as GitHub says them.
    pub fn issue(repository: &RepositoryLink, number: Option<u64>, title: Option<&str>) -> Self {
        let name = match number_and_title(number, title) {
            Some(name) => t!(activity.subject.issue, name = name),
            None => t!(activity.subject.some_issue),
        };
        Self { href: href(repository, "issues", number), name }
    }

    /// Either of the two: GitHub redirects from an issue's address to the pull request with the same number.
    pub fn either(repository: &RepositoryLink, number: Option<u64>, title: Option<&str>) -> Self {
        let name = number_and_title(number, title).unwrap_or_else(|| t!(activity.subject.either));
        Self { href: href(repository, "issues", number), name }
    }

    /// Its name, linked if possible.
    pub fn link(&self) -> AnyView {
        match &self.href {
            Some(href) => linked(href.clone(), self.name.clone()),
            None => view! { <Isolated text=self.name.clone() /> }.into_any(),
        }
    }
}

fn linked(href: String, name: String) -> AnyView {
    view! { <ExternalLink href><Isolated text=name /></ExternalLink> }.into_any()
}

fn href(repository: &RepositoryLink, kind: &str, number: Option<u64>) -> Option<String> {
    let (number, name) = number.zip(repository.name.as_ref())?;
    Some(format!("{}/{name}/{kind}/{number}", repository.github_url))
}

fn number_and_title(number: Option<u64>, title: Option<&str>) -> Option<String> {
    match (number, non_blank(title).as_deref().map(isolated)) {
        (Some(number), Some(title)) => Some(t!(activity.subject.number_and_title, number = number, title = title)),
        (Some(number), None) => Some(t!(activity.subject.number, number = number)),
        (None, Some(title)) => Some(t!(activity.subject.title, title = title)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use gatehouse_model::{Event, EventPayload, Language, Timestamp};
    use leptos::prelude::*;

    use super::{RepositoryLink, WorkItem};
    use crate::app::i18n::speak;

    fn repository() -> RepositoryLink {
        repository_named("octocat/hello")
    }

    fn repository_named(name: &str) -> RepositoryLink {
        let repository = name.to_owned();
        let event = Event { at: Timestamp(0), repository, private: false, what: EventPayload::Starred };
        RepositoryLink::new(&event, "https://github.com".to_owned())
    }

    #[test]
    fn an_item_is_named_as_far_as_github_says() {
        let name = |number, title| WorkItem::pull_request(&repository(), number, title).name;
        assert_eq!(name(Some(12), Some("Mend it")), "pull request #12 Mend it");
        assert_eq!(name(Some(12), Some(" ")), "pull request #12");
        assert_eq!(name(None, Some("Mend it")), "pull request “Mend it”");
        assert_eq!(name(None, None), "a pull request");
        speak(Language::Japanese, || {
            assert_eq!(name(Some(12), Some("Mend it")), "プルリクエスト #12「Mend it」");
        });
    }

    #[test]
    fn a_numbered_item_links_to_github() {
        let pull = WorkItem::pull_request(&repository(), Some(12), None);
        assert_eq!(pull.href.as_deref(), Some("https://github.com/octocat/hello/pull/12"));
        let issue = WorkItem::issue(&repository(), Some(3), Some("It creaks"));
        assert_eq!(issue.href.as_deref(), Some("https://github.com/octocat/hello/issues/3"));
        assert_eq!(WorkItem::either(&repository(), None, None).href, None);
    }

    #[test]
    fn a_repository_without_a_name_has_no_link() {
        assert!(repository().link().to_html().contains(r#"href="https://github.com/octocat/hello""#));
        assert_eq!(repository_named("").link().to_html(), "a repository");
        assert_eq!(WorkItem::issue(&repository_named(" "), Some(3), None).href, None);
    }
}
