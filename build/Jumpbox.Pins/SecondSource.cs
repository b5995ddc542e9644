namespace Jumpbox.Pins;

/// <summary>The second source that the catalogue has for some files.</summary>
internal static class SecondSource
{
    /// <summary>Reads from the first source, and from the second one if the first one fails.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="first">The first source.</param>
    /// <param name="second">The second one; null if there is none.</param>
    /// <param name="read">Reads.</param>
    /// <param name="say">Receives why the second source is read.</param>
    /// <exception cref="PinSourceException">Both failed; the message has both reasons.</exception>
    /// <exception cref="ReleaseRefusedException">The publisher states that the file does not exist.</exception>
    public static async Task<T> OrAsync<T>(
        string first,
        string? second,
        Func<string, Task<T>> read,
        Action<string>? say
    )
    {
        try
        {
            return await read(first);
        }
        catch (PinSourceException failure) when (second is not null && !failure.IsUntrusted)
        {
            say?.Invoke($"{failure.Message} Reading {second} instead.");
            try
            {
                return await read(second);
            }
            catch (PinSourceException again) when (!again.IsUntrusted)
            {
                throw new PinSourceException($"{failure.Message} Its second source: {again.Message}", again);
            }
        }
    }

    /// <summary>The second source of a file that lies beside another one; null if it does not.</summary>
    /// <param name="url">The file, for example <c>FILE.sha256</c>.</param>
    /// <param name="beside">The first source of the other file, for example <c>FILE</c>.</param>
    /// <param name="second">The second source of the other file; null if there is none.</param>
    public static string? Beside(string url, string beside, string? second) =>
        second is not null && url.StartsWith(beside, StringComparison.Ordinal)
            ? string.Concat(second, url.AsSpan(beside.Length))
            : null;
}
