namespace Cake.Frosting;

/// <summary>The task graph cannot be set up as it is declared.</summary>
public sealed class FrostingException : Exception
{
    /// <summary>With a reason.</summary>
    /// <param name="message">What is wrong.</param>
    public FrostingException(string message)
        : base(message) { }

    /// <summary>With a reason and its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
