using System.Globalization;
using Cake.Common.Build;

namespace Build.Ci;

/// <summary>Takes what Cake's CI commands write, which goes to the process's own console else.</summary>
/// <param name="say">Takes a line.</param>
internal sealed class SaidMessages(Action<string> say) : IBuildSystemServiceMessageWriter
{
    /// <inheritdoc/>
    public void Write(string format, params object[] args) =>
        say(string.Format(CultureInfo.InvariantCulture, format, args));
}
