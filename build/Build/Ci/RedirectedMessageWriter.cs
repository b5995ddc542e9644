using System.Globalization;
using Cake.Common.Build;

namespace Build.Ci;

/// <summary>Redirects Cake's CI commands, which are otherwise written to the process's console.</summary>
/// <param name="say">Receives a line.</param>
internal sealed class RedirectedMessageWriter(Action<string> say) : IBuildSystemServiceMessageWriter
{
    /// <inheritdoc/>
    public void Write(string format, params object[] args) =>
        say(string.Format(CultureInfo.InvariantCulture, format, args));
}
