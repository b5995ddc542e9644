using System.Globalization;

namespace Cake.Az;

/// <summary>Thrown when the Azure CLI ended with an error.</summary>
public sealed class AzException : Exception
{
    /// <summary>Creates the exception.</summary>
    public AzException() { }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">The message.</param>
    public AzException(string message)
        : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public AzException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates the exception with the CLI's error output.</summary>
    /// <param name="exitCode">Its exit code; 1 when no account is signed in, 2 for an invalid command.</param>
    /// <param name="complaint">The standard error output.</param>
    public AzException(int exitCode, string complaint)
        : base(
            string.Create(CultureInfo.InvariantCulture, $"The Azure CLI ended with exit code {exitCode}: {complaint}")
        ) => Complaint = complaint;

    /// <summary>The CLI's standard error output.</summary>
    public string Complaint { get; } = "";

    /// <summary>Whether no account is signed in, or the sign-in has expired.</summary>
    public bool RequiresSignIn => Complaint.Contains("az login", StringComparison.OrdinalIgnoreCase);
}
