use gatehouse_model::Timestamp;
use sqlx::{
    Any, Database, Decode, Encode, FromRow, Row, Type,
    any::{AnyArguments, AnyRow, AnyTypeInfo},
    encode::IsNull,
    error::BoxDynError,
    query::Query,
};

use super::Error;
use crate::{
    crypto::Sealed,
    session::SessionKey,
    token::{SealedPair, TokenOwner},
};

/// Stores a type of ours as one that every engine knows.
macro_rules! stored_as {
    ($type:ty, $column:ty, $encode:expr, $decode:expr) => {
        impl Type<Any> for $type {
            fn type_info() -> AnyTypeInfo {
                <$column as Type<Any>>::type_info()
            }
        }

        impl Encode<'_, Any> for $type {
            fn encode_by_ref(&self, buffer: &mut <Any as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                let encode: fn(&Self) -> $column = $encode;
                Encode::<Any>::encode_by_ref(&encode(self), buffer)
            }
        }

        impl<'r> Decode<'r, Any> for $type {
            fn decode(value: <Any as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                let decode: fn($column) -> Result<Self, BoxDynError> = $decode;
                decode(Decode::<Any>::decode(value)?)
            }
        }
    };
}

stored_as!(SessionKey, Vec<u8>, |key| key.as_bytes().to_vec(), |bytes| {
    bytes.try_into().map_err(|_| "a session's hash is not 32 bytes long".into())
});

stored_as!(Sealed, Vec<u8>, |sealed| sealed.0.clone(), |bytes| Ok(Self(bytes)));

/// The columns of a pair, in every table that holds one: `token_set_id` (the row's own `id` in some), `issuer`,
/// `github_id`, `client_id`, `access_token`, `refresh_token`, `access_expires_at`, `refresh_expires_at`.
impl FromRow<'_, AnyRow> for SealedPair {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            owner: TokenOwner {
                token_set_id: row.try_get("token_set_id")?,
                issuer: row.try_get("issuer")?,
                viewer: row.try_get("github_id")?,
                client_id: row.try_get("client_id")?,
            },
            access: row.try_get("access_token")?,
            refresh: row.try_get("refresh_token")?,
            access_expires_at: optional_timestamp(row, "access_expires_at")?,
            refresh_expires_at: optional_timestamp(row, "refresh_expires_at")?,
        })
    }
}

/// Binds the columns of a pair as `$1` to `$8`, in the order in which [`SealedPair::from_row`] names them.
pub(super) fn bind_pair<'q>(query: Query<'q, Any, AnyArguments>, pair: &SealedPair) -> Query<'q, Any, AnyArguments> {
    let owner = &pair.owner;
    let query = query.bind(owner.token_set_id.clone()).bind(owner.issuer.clone()).bind(owner.viewer);
    bind_tokens(query.bind(owner.client_id.clone()), pair)
}

/// Binds `access_token`, `refresh_token`, `access_expires_at` and `refresh_expires_at`.
pub(super) fn bind_tokens<'q>(query: Query<'q, Any, AnyArguments>, pair: &SealedPair) -> Query<'q, Any, AnyArguments> {
    query
        .bind(pair.access.clone())
        .bind(pair.refresh.clone())
        .bind(pair.access_expires_at.map(|at| at.0))
        .bind(pair.refresh_expires_at.map(|at| at.0))
}

pub(super) fn optional_timestamp(row: &AnyRow, column: &str) -> Result<Option<Timestamp>, Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(Timestamp))
}

/// Scopes as GitHub writes them: separated by spaces or commas.
pub(super) fn scopes(text: &str) -> Vec<String> {
    text.split([' ', ',']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
}
