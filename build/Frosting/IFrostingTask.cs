using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work.</summary>
public interface IFrostingTask
{
    /// <summary>Runs the task.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns>A task that completes when the work is done.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task should run; otherwise it is reported as skipped.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns><see langword="true"/> to run.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>The reason for skipping the task if <see cref="ShouldRun"/> returns false; empty for none.</summary>
    string SkippedMessage => "";

    /// <summary>Handles a failure of the task. A handler that does not rethrow swallows the failure.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="context">The context of the run.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whether it failed or not.</summary>
    /// <param name="context">The context of the run.</param>
    void Finally(ICakeContext context);
}
