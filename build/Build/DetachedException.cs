namespace Build;

/// <summary>The run left a build that goes on; the same command attaches to it. No failure, but no image yet either.</summary>
public sealed class DetachedException : Exception
{
    /// <summary>Left.</summary>
    /// <param name="message">What goes on, and how to attach.</param>
    public DetachedException(string message)
        : base(message) { }
}
