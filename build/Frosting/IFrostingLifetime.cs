namespace Cake.Frosting;

/// <summary>What happens around a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
