using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that runs after each task.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task, also when the task failed or was skipped.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">Cake's information.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
