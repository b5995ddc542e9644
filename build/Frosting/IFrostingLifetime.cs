namespace Cake.Frosting;

/// <summary>Setup and teardown of a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
