using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build.Evidence;

/// <summary>
/// Cake's headings and table of times. They say nothing where only errors are wanted, and where a CI system's groups are the
/// tasks' headings only the table is left.
/// </summary>
internal sealed class RunReport : ICakeReportPrinter
{
    private readonly ICakeReportPrinter _inner;
    private readonly ICakeLog _log;
    private readonly bool _headings;

    /// <summary>Prints through another printer.</summary>
    /// <param name="inner">Does the printing.</param>
    /// <param name="log">Says how much is wanted.</param>
    /// <param name="headings">Whether there are headings.</param>
    public RunReport(ICakeReportPrinter inner, ICakeLog log, bool headings)
    {
        _inner = inner;
        _log = log;
        _headings = headings;
    }

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        if (_log.Verbosity > Verbosity.Quiet)
        {
            _inner.Write(report);
        }
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) =>
        Heading(() => _inner.WriteLifeCycleStep(name, verbosity));

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity) => Heading(() => _inner.WriteStep(name, verbosity));

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity) =>
        Heading(() => _inner.WriteSkippedStep(name, verbosity));

    private void Heading(Action write)
    {
        if (_headings && _log.Verbosity > Verbosity.Quiet)
        {
            write();
        }
    }
}
