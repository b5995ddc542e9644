using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that runs after the last task.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after the last task, also when the setup or a task failed.</summary>
    /// <param name="context">The context of the run.</param>
    /// <param name="info">Cake's information.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
