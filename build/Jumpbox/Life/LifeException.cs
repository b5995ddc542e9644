namespace Jumpbox.Life;

/// <summary>Thrown when the stage of an image cannot be changed as requested; nothing was changed.</summary>
/// <param name="message">What was refused and why, as sentences.</param>
/// <param name="cure">What to do, without a full stop.</param>
/// <param name="inner">The cause, or null.</param>
public sealed class LifeException(string message, string cure, Exception? inner = null)
    : Exception($"{message}\n  What to do: {cure}.", inner);
