namespace Jumpbox.Templates;

/// <summary>Thrown when a template does not compile, or there is no compiler. The message is ready to print.</summary>
public sealed class BicepException : Exception
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    public BicepException(string message)
        : base(message) { }

    /// <summary>Creates the exception for problems in templates.</summary>
    /// <param name="diagnostics">All of them.</param>
    public BicepException(IEnumerable<BicepDiagnostic> diagnostics)
        : base(
            "The templates do not compile cleanly:\n  "
                + string.Join("\n  ", diagnostics)
                + "\nWarnings count too: the compiler reports no error for a wrong name or a value out of range."
        ) { }
}
