namespace Cake.Frosting;

/// <summary>What happens around each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
