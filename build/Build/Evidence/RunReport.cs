using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build.Evidence;

/// <summary>
/// Cake's headings and table of times. Prints neither if only errors are logged, and only the table if a CI system's groups
/// replace the headings.
/// </summary>
/// <param name="inner">The printer.</param>
/// <param name="log">Has the verbosity.</param>
/// <param name="headings">Whether headings are printed.</param>
/// <param name="isSilent">Whether neither is printed.</param>
internal sealed class RunReport(ICakeReportPrinter inner, ICakeLog log, bool headings, bool isSilent = false)
    : ICakeReportPrinter
{
    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        if (log.Verbosity > Verbosity.Quiet && !isSilent)
        {
            inner.Write(report);
        }
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) =>
        Heading(() => inner.WriteLifeCycleStep(name, verbosity));

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity) => Heading(() => inner.WriteStep(name, verbosity));

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity) =>
        Heading(() => inner.WriteSkippedStep(name, verbosity));

    private void Heading(Action write)
    {
        if (headings && !isSilent && log.Verbosity > Verbosity.Quiet)
        {
            write();
        }
    }
}
