using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work.</summary>
public interface IFrostingTask
{
    /// <summary>Does the work.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns>Done when the work is.</returns>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task is to run; a task that is not is reported as skipped.</summary>
    /// <param name="context">The context of the run.</param>
    /// <returns><see langword="true"/> to run.</returns>
    bool ShouldRun(ICakeContext context);

    /// <summary>Why the task is skipped where <see cref="ShouldRun"/> says no; empty for no reason.</summary>
    string SkippedMessage => "";

    /// <summary>Handles a failure of the task. A handler that does not throw again swallows the failure.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="context">The context of the run.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task, whether it failed or not.</summary>
    /// <param name="context">The context of the run.</param>
    void Finally(ICakeContext context);
}
