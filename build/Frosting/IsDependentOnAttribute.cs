namespace Cake.Frosting;

/// <summary>The task runs after another one. Derived tasks inherit this.</summary>
/// <param name="type">The type of the other task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type type) : Attribute
{
    /// <summary>The type of the other task.</summary>
    public Type Task { get; } = type;
}
