use gatehouse_model::Event;
use leptos::prelude::*;

use crate::app::{
    bidi::isolated,
    components::{ExternalLink, Isolated},
    i18n::t,
    links::given,
};

/// The repository something happened in, and where GitHub shows it.
#[derive(Clone)]
pub struct Place {
    github_url: String,
    /// None where GitHub does not name it.
    repository: Option<String>,
}

impl Place {
    /// Where this happened.
    pub fn of(event: &Event, github_url: String) -> Self {
        Self { github_url, repository: given(Some(&event.repository)) }
    }

    /// The repository, linked where that is possible.
    pub fn link(&self) -> AnyView {
        match &self.repository {
            Some(name) => self.page(name.clone()),
            None => t!(activity.some_repository).into_any(),
        }
    }

    /// A page of GitHub's that has the name of what it shows: a person, a repository.
    pub fn page(&self, name: String) -> AnyView {
        linked(format!("{}/{name}", self.github_url), name)
    }
}

/// What was worked on, in words, and where GitHub shows it.
#[derive(Clone)]
pub struct Subject {
    /// None where GitHub does not say its number or its repository.
    href: Option<String>,
    words: String,
}

impl Subject {
    /// A pull request, by number and title where GitHub tells them.
    pub fn pull_request(place: &Place, number: Option<u64>, title: Option<&str>) -> Self {
        let words = match name(number, title) {
            Some(name) => t!(activity.subject.pull_request, name = name),
            None => t!(activity.subject.some_pull_request),
        };
        Self { href: href(place, "pull", number), words }
    }

    /// An issue, by number and title where GitHub tells them.
    pub fn issue(place: &Place, number: Option<u64>, title: Option<&str>) -> Self {
        let words = match name(number, title) {
            Some(name) => t!(activity.subject.issue, name = name),
            None => t!(activity.subject.some_issue),
        };
        Self { href: href(place, "issues", number), words }
    }

    /// One of the two; GitHub leads from an issue's address to the pull request of the same number.
    pub fn either(place: &Place, number: Option<u64>, title: Option<&str>) -> Self {
        let words = name(number, title).unwrap_or_else(|| t!(activity.subject.either));
        Self { href: href(place, "issues", number), words }
    }

    /// Its words, linked where that is possible.
    pub fn link(&self) -> AnyView {
        match &self.href {
            Some(href) => linked(href.clone(), self.words.clone()),
            None => view! { <Isolated text=self.words.clone() /> }.into_any(),
        }
    }
}

fn linked(href: String, words: String) -> AnyView {
    view! { <ExternalLink href><Isolated text=words /></ExternalLink> }.into_any()
}

fn href(place: &Place, kind: &str, number: Option<u64>) -> Option<String> {
    let (number, repository) = number.zip(place.repository.as_ref())?;
    Some(format!("{}/{repository}/{kind}/{number}", place.github_url))
}

/// Number and title, as far as GitHub tells them.
fn name(number: Option<u64>, title: Option<&str>) -> Option<String> {
    match (number, given(title).as_deref().map(isolated)) {
        (Some(number), Some(title)) => Some(t!(activity.subject.number_and_title, number = number, title = title)),
        (Some(number), None) => Some(t!(activity.subject.number, number = number)),
        (None, Some(title)) => Some(t!(activity.subject.title, title = title)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Place, Subject};
    use crate::app::i18n::in_language;
    use gatehouse_model::{Event, EventPayload, Language, Timestamp};

    fn place() -> Place {
        place_in("octocat/hello")
    }

    fn place_in(repository: &str) -> Place {
        let repository = repository.to_owned();
        let event = Event { at: Timestamp(0), repository, private: false, what: EventPayload::Starred };
        Place::of(&event, "https://github.com".to_owned())
    }

    #[test]
    fn a_subject_is_named_as_far_as_github_tells() {
        let words = |number, title| Subject::pull_request(&place(), number, title).words;
        assert_eq!(words(Some(12), Some("Mend it")), "pull request #12 Mend it");
        assert_eq!(words(Some(12), Some(" ")), "pull request #12");
        assert_eq!(words(None, Some("Mend it")), "pull request “Mend it”");
        assert_eq!(words(None, None), "a pull request");
        in_language(Language::Japanese, || {
            assert_eq!(words(Some(12), Some("Mend it")), "プルリクエスト #12「Mend it」");
        });
    }

    #[test]
    fn a_number_leads_to_github() {
        let pull = Subject::pull_request(&place(), Some(12), None);
        assert_eq!(pull.href.as_deref(), Some("https://github.com/octocat/hello/pull/12"));
        let issue = Subject::issue(&place(), Some(3), Some("It creaks"));
        assert_eq!(issue.href.as_deref(), Some("https://github.com/octocat/hello/issues/3"));
        assert_eq!(Subject::either(&place(), None, None).href, None);
    }

    #[test]
    fn a_repository_without_a_name_leads_nowhere() {
        assert!(place().link().to_html().contains(r#"href="https://github.com/octocat/hello""#));
        assert_eq!(place_in("").link().to_html(), "a repository");
        assert_eq!(Subject::issue(&place_in(" "), Some(3), None).href, None);
    }
}
