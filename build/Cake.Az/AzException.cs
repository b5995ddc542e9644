using System.Globalization;

namespace Cake.Az;

/// <summary>The Azure CLI ended with an error.</summary>
public sealed class AzException : Exception
{
    /// <summary>Without a reason.</summary>
    public AzException() { }

    /// <summary>With a reason.</summary>
    /// <param name="message">The reason.</param>
    public AzException(string message)
        : base(message) { }

    /// <summary>With a reason and its cause.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="innerException">The cause.</param>
    public AzException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With what the CLI said.</summary>
    /// <param name="exitCode">Its exit code; 1 when nobody is signed in, 2 when it does not understand the command.</param>
    /// <param name="complaint">What it wrote to its error stream.</param>
    public AzException(int exitCode, string complaint)
        : base(
            string.Create(CultureInfo.InvariantCulture, $"The Azure CLI ended with exit code {exitCode}: {complaint}")
        ) => Complaint = complaint;

    /// <summary>What the CLI wrote to its error stream.</summary>
    public string Complaint { get; } = "";

    /// <summary>Whether it says that nobody is signed in, or that the sign-in has run out.</summary>
    public bool AsksToSignIn => Complaint.Contains("az login", StringComparison.OrdinalIgnoreCase);
}
