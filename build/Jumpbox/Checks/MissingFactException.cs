namespace Jumpbox.Checks;

/// <summary>A check used a missing fact; the registry turns it into "unknown" or "skipped".</summary>
internal sealed class MissingFactException : Exception
{
    internal MissingFactException(IReading reading)
        : base(
            reading.State == ReadingState.Absent
                ? $"{reading.Source} does not exist."
                : $"{reading.Source} could not be read: {reading.Reason}"
        ) => Reading = reading;

    public IReading Reading { get; }
}
