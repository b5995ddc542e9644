namespace Jumpbox.Boundaries;

/// <summary>What came from outside, or an address that it named, is refused. Asking again at once would not help.</summary>
public sealed class BoundaryException : Exception
{
    /// <summary>Refuses.</summary>
    /// <param name="code">A word for the kind, for example <see cref="Oversized"/>.</param>
    /// <param name="message">What is refused and what the limit is, as a sentence; nothing from outside that is not cleaned.</param>
    /// <param name="cure">What to do.</param>
    public BoundaryException(string code, string message, string cure)
        : base(message)
    {
        Code = code;
        Cure = cure;
    }

    /// <summary>An address that is not of the cloud.</summary>
    public const string Foreign = "ForeignAddress";

    /// <summary>An answer or a listing that is larger than any real one.</summary>
    public const string Oversized = "OversizedAnswer";

    /// <summary>An answer that trickles.</summary>
    public const string Slow = "SlowAnswer";

    /// <summary>A listing that leads to itself or has no end.</summary>
    public const string Endless = "EndlessListing";

    /// <summary>JSON that is nested deeper than any real one.</summary>
    public const string Deep = "DeepAnswer";

    /// <summary>A word for the kind.</summary>
    public string Code { get; }

    /// <summary>What to do.</summary>
    public string Cure { get; }

    /// <summary>Whether a code is one of those that nothing but a change of the peer ends.</summary>
    /// <param name="code">The code.</param>
    public static bool IsLasting(string code) => code is Foreign or Oversized or Endless or Deep;

    /// <summary>The refusal in an exception or in what caused it; null when there is none.</summary>
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
