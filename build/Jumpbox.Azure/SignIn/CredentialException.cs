namespace Jumpbox.Azure.SignIn;

/// <summary>The environment lacks or contradicts what signing in needs. No request was sent.</summary>
public sealed class CredentialException : Exception
{
    internal CredentialException(string message)
        : base(message) => Missing = [];

    internal CredentialException(string place, IReadOnlyList<string> missing, string cure)
        : base($"Cannot sign in from {place}: {string.Join(", ", missing)} not set. {cure}") => Missing = missing;

    /// <summary>The environment variables that are missing.</summary>
    public IReadOnlyList<string> Missing { get; }
}
