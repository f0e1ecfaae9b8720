namespace Dashboard.Storage.Accounts;

/// <summary>One person who may sign in, as the list of people shows them.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Email">E-mail address, which is also the user name.</param>
/// <param name="DisplayName">Name shown on pages.</param>
/// <param name="Role">One of <see cref="Roles.All"/>.</param>
/// <param name="IsDisabled">True when an administrator shut the account.</param>
/// <param name="CreatedAt">When the account was made, UTC.</param>
public sealed record Person(Guid Id, string Email, string DisplayName, string Role, bool IsDisabled, DateTimeOffset CreatedAt);
