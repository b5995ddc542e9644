using System.Globalization;
using Cake.Core.Diagnostics;

namespace Build.Tests.Reporting;

/// <summary>A log that keeps its lines.</summary>
internal sealed class HeardLog : ICakeLog
{
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public List<string> Lines { get; } = [];

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        Lines.Add(string.Format(CultureInfo.InvariantCulture, format, args));
}
