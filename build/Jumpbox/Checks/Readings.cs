namespace Jumpbox.Checks;

/// <summary>Creates readings.</summary>
public static class Readings
{
    /// <summary>Creates the reading of a fact.</summary>
    /// <typeparam name="T">The fact's type.</typeparam>
    /// <param name="source">What was read.</param>
    /// <param name="value">The fact.</param>
    public static Reading<T> Present<T>(string source, T value) => new(ReadingState.Present, source, value, null);

    /// <summary>Creates the reading of a fact that does not exist according to the service.</summary>
    /// <typeparam name="T">The fact's type.</typeparam>
    /// <param name="source">What was read.</param>
    public static Reading<T> Absent<T>(string source) => new(ReadingState.Absent, source, default, null);

    /// <summary>Creates the reading of a fact that could not be read.</summary>
    /// <typeparam name="T">The fact's type.</typeparam>
    /// <param name="source">What was read.</param>
    /// <param name="reason">Why, as a sentence.</param>
    public static Reading<T> Unreadable<T>(string source, string reason) =>
        new(ReadingState.Unreadable, source, default, reason);
}
