using Cake.Core;
using Cake.Core.Diagnostics;

namespace Frosting.Tests.Host;

/// <summary>Cake's report, kept instead of printed.</summary>
internal sealed class KeptReport : ICakeReportPrinter
{
    public List<string> Lines { get; } = [];

    public void Write(CakeReport report) =>
        Lines.AddRange(report.Select(entry => $"{entry.TaskName} {entry.ExecutionStatus}"));

    public void WriteStep(string name, Verbosity verbosity) { }

    public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

    public void WriteSkippedStep(string name, Verbosity verbosity) { }
}
