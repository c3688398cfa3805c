package dev.stagecraft.sandbox.host;

/** The Compose files of the contract. */
final class ContractCompose {

    private ContractCompose() {}

    /** One service {@code web}. */
    static String web(String image) {
        return """
                services:
                  web:
                    image: %s
                    labels: {dev.stagecraft.owner: uid-1}
                """.formatted(image);
    }

    /** {@code web} as somebody writes it who knows nothing of the operator. */
    static String unlabelled(String image) {
        return web(image).replace("    labels: {dev.stagecraft.owner: uid-1}\n", "");
    }

    /** {@code web}, and an accessory that releases leave alone. */
    static String withAccessory(String webImage, String accessoryImage) {
        return web(webImage) + """
                  store:
                    image: %s
                    labels: {dev.stagecraft.owner: uid-1}
                """.formatted(accessoryImage);
    }

    /** An image that the environment file names. */
    static String fromVariable() {
        return """
                services:
                  web:
                    image: ${IMAGE}
                    labels: {plain: "a$$b", dev.stagecraft.owner: uid-1}
                """;
    }
}
