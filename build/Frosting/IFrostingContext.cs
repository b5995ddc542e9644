using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that every task of a run shares.</summary>
public interface IFrostingContext : ICakeContext;
