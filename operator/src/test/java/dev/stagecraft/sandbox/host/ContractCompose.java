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
                """.formatted(image);
    }

    /** {@code web}, and an accessory that releases leave alone. */
    static String withAccessory(String webImage, String accessoryImage) {
        return web(webImage) + """
                  store:
                    image: %s
                """.formatted(accessoryImage);
    }

    /** An image that the environment file names. */
    static String fromVariable() {
        return """
                services:
                  web:
                    image: ${IMAGE}
                    labels: {plain: "a$$b"}
                """;
    }
}
