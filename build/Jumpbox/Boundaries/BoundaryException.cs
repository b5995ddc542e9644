namespace Jumpbox.Boundaries;

/// <summary>Thrown when input from outside, or an address in it, was refused. A retry would not help.</summary>
/// <param name="code">The kind of refusal, for example <see cref="Oversized"/>.</param>
/// <param name="message">
/// What was refused and the limit, as a sentence; text from outside must be cleaned first.
/// </param>
/// <param name="cure">What to do.</param>
public sealed class BoundaryException(string code, string message, string cure) : Exception(message)
{
    /// <summary>An address outside the cloud.</summary>
    public const string Foreign = "ForeignAddress";

    /// <summary>A response or a listing larger than any real one.</summary>
    public const string Oversized = "OversizedAnswer";

    /// <summary>A response that arrives too slowly.</summary>
    public const string Slow = "SlowAnswer";

    /// <summary>A listing that does not end.</summary>
    public const string Endless = "EndlessListing";

    /// <summary>JSON nested deeper than any real response.</summary>
    public const string Deep = "DeepAnswer";

    /// <summary>The kind of refusal.</summary>
    public string Code { get; } = code;

    /// <summary>What to do.</summary>
    public string Cure { get; } = cure;

    /// <summary>Whether only a change by the sender can resolve this code.</summary>
    /// <param name="code">The code.</param>
    public static bool IsLasting(string code) => code is Foreign or Oversized or Endless or Deep;

    /// <summary>Finds the refusal in an exception or its causes; null when there is none.</summary>
    /// <param name="exception">The exception.</param>
    public static BoundaryException? In(Exception? exception) =>
        exception switch
        {
            null => null,
            BoundaryException refusal => refusal,
            AggregateException all => all.InnerExceptions.Select(In).FirstOrDefault(refusal => refusal is not null),
            _ => In(exception.InnerException),
        };
}
