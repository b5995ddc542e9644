namespace Cake.Frosting;

/// <summary>Setup and teardown of each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
